using System.Text.RegularExpressions;

namespace Moltbot.Gateway.Logs;

/// <summary>
/// Takes what looks like a secret out of a text (security §13, attack K1). A safety net: nobody is to log a secret in the first
/// place. Short ones become <c>***</c>, long ones keep six characters in front and four behind, so that they can be told apart.
/// </summary>
internal static partial class LogRedactor
{
    private const int ShortLength = 18;

    public static string Redact(string text)
    {
        if (text.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            text = PrivateKey().Replace(text, match => $"{match.Groups[1].Value}…redacted…{match.Groups[2].Value}");
        }

        foreach (Regex pattern in (ReadOnlySpan<Regex>)[Assignment(), JsonField(), Flag(), Bearer(), Basic(), QueryParameter(), Prefixed(), BotToken()])
        {
            text = pattern.Replace(text, static match => Masked(match));
        }

        return text;
    }

    private static string Masked(Match match)
    {
        Group secret = match.Groups["secret"];
        int from = secret.Index - match.Index;
        return string.Concat(match.ValueSpan[..from], Mask(secret.Value), match.ValueSpan[(from + secret.Length)..]);
    }

    private static string Mask(string secret) => secret.Length < ShortLength ? "***" : $"{secret[..6]}…{secret[^4..]}";

    [GeneratedRegex(@"(-----BEGIN [A-Z ]*PRIVATE KEY-----\s*)[\s\S]+?(\s*-----END [A-Z ]*PRIVATE KEY-----)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\b[A-Z0-9_]*(KEY|TOKEN|SECRET|PASSWORD|PASSWD)\b\s*[=:]\s*[""']?(?<secret>[^\s""'\\,;]+)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"""(apiKey|api_key|token|secret|password|passwd|accessToken|access_token|refreshToken|refresh_token|botToken|appToken|webhookSecret|signingSecret|deviceToken|authorization)""\s*:\s*""(?<secret>[^""]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex JsonField();

    [GeneratedRegex(@"--(api-?key|token|secret|password|passwd|hook-token)(\s+|=)[""']?(?<secret>[^\s""']+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Flag();

    [GeneratedRegex(@"\bBearer\s+(?<secret>[A-Za-z0-9._~+/=-]{18,})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Bearer();

    [GeneratedRegex(@"\bBasic\s+(?<secret>[A-Za-z0-9+/=]{8,})", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Basic();

    [GeneratedRegex(@"[?&#](token|password|key|api_key|apikey|access_token|secret)=(?<secret>[^&\s""'#]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex QueryParameter();

    [GeneratedRegex(@"\b(?<secret>sk-[A-Za-z0-9_-]{8,}|ghp_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|xox[baprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}|gsk_[A-Za-z0-9_-]{10,}|AIza[0-9A-Za-z_-]{20,}|pplx-[A-Za-z0-9_-]{10,}|npm_[A-Za-z0-9]{10,})", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Prefixed();

    [GeneratedRegex(@"(?<secret>[0-9]{6,}:[A-Za-z0-9_-]{20,})", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BotToken();
}
