/** Providers that the list of the package `email-providers` lacks. */
export const furtherProviders: readonly string[] = (
  'tuta.com tutanota.com tutanota.de tutamail.com tuta.io keemail.me duck.com proton.me pm.me protonmail.ch passmail.net fastmail.com ' +
  'mailbox.org posteo.de posteo.net startmail.com skiff.com hey.com googlemail.com mailfence.com runbox.com kolabnow.com disroot.org riseup.net ' +
  'gmx.ch gmx.at gmx.li bluewin.ch hispeed.ch sunrise.ch aon.at a1.net chello.at ziggo.nl kpnmail.nl xs4all.nl upcmail.nl casema.nl ' +
  'proximus.be pandora.be numericable.fr bbox.fr sfr.fr neuf.fr bk.ru inbox.ru internet.ru ya.ru yandex.kz yandex.by meta.ua email.cz post.cz ' +
  'centrum.sk azet.sk zoznam.sk citromail.hu freemail.hu mail.bg mynet.com vip.163.com 139.com 189.cn sohu.com kakao.com hanmail.net ' +
  'ezweb.ne.jp ymobile.ne.jp nifty.com ocn.ne.jp rediffmail.com prodigy.net.mx speedy.com.ar fibertel.com.ar arnet.com.ar adinet.com.uy ' +
  'videotron.ca eastlink.ca windstream.net centurylink.net embarqmail.com suddenlink.net mediacombb.net plus.net tele2.se telia.com ' +
  'bredband.net comhem.se online.no broadpark.no mail.dk jubii.dk suomi24.fi kolumbus.fi elisanet.fi xtra.co.nz mweb.co.za telkomsa.net vodamail.co.za'
).split(' ')

/** Listed there, but companies', universities' or authorities' own, or nobody's. */
export const notProviders: ReadonlySet<string> = new Set(
  (
    'example.com example.org example.net test.com test.de yourdomain.com mydomain.com facebook.com alibaba.com about.com ancestry.com ' +
    'discovery.com medscape.com space.com doityourself.com parrot.com saudia.com techspot.com name.com singpost.com ivillage.com bt.com ' +
    'oath.com telstra.com dnsmadeeasy.com easypost.com clerk.com casino.com recycler.com skim.com sfgov.net fcc.net usma.net usmc.net ' +
    'unican.es upf.org amazonses.com geek.com law.com game.com games.com scubadiving.com looksmart.com parcel4.net dmv.com bolt.com ibm.net ' +
    'digitalocean.com revenue.com nus.edu.sg swissinfo.org kansascity.com nyc.com cgac.es enel.net email.net medsheet.com mosaicfx.com'
  ).split(' '),
)

/** Providers with a domain in every country: `yahoo.fr`, `hotmail.co.uk`. */
export const providerNames: ReadonlySet<string> = new Set(
  'gmail googlemail yahoo ymail rocketmail hotmail outlook live msn gmx aol yandex icloud protonmail tutanota zoho'.split(
    ' ',
  ),
)
