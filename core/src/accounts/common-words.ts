/** What people put together to passwords most often, in plain lower case; not the longest list, the one whose combinations are tried first. */
export const commonWords: readonly string[] = [
  ...['password', 'passwort', 'passwd', 'motdepasse', 'contrasena', 'kennwort', 'geheim', 'secret', 'changeme', 'letmein', 'login', 'welcome', 'willkommen'],
  ...['bienvenue', 'admin', 'administrator', 'webmaster', 'root', 'user', 'guest', 'test', 'demo', 'default', 'master', 'server', 'gallery', 'galerie'],
  ...['picture', 'picturerail', 'photo', 'photos', 'foto', 'fotos', 'image', 'images', 'piwigo', 'camera', 'album', 'albums', 'canon', 'nikon', 'internet'],
  ...['qwerty', 'qwertz', 'azerty', 'qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'asdf', 'zxcvbnm', 'yxcvbnm', 'qazwsx', 'wsxedc', '1qaz2wsx'],
  ...['1234567890', '123456789', '12345678', '1234567', '123456', '12345', '1234', '123', '0987654321', '987654321', '654321', '4321', '321', '111', '000'],
  ...['abcdefghij', 'abcdefgh', 'abcdef', 'abcd', 'abc', 'iloveyou', 'loveyou', 'love', 'ichliebedich', 'jetaime', 'hallo', 'hello', 'bonjour', 'soleil'],
  ...['dragon', 'monkey', 'football', 'fussball', 'baseball', 'superman', 'batman', 'princess', 'sunshine', 'shadow', 'michael', 'jordan', 'charlie'],
  ...['trustno1', 'starwars', 'computer', 'pokemon', 'ninja', 'mustang', 'freedom', 'whatever', 'summer', 'winter', 'spring', 'autumn', 'sommer', 'herbst'],
  ...['january', 'february', 'march', 'april', 'august', 'september', 'october', 'november', 'december', 'januar', 'februar', 'oktober', 'dezember'],
  ...['monday', 'sunday', 'montag', 'sonntag', 'germany', 'deutschland', 'france', 'berlin', 'paris', 'london', 'america', 'schatz', 'daniel', 'thomas'],
];
