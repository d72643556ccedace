using System.Text.RegularExpressions;

namespace Moltbot.Policy.Redaction;

/// <summary>
/// What secrets look like: the original's sixteen patterns in its order, without its gaps (quoted values with spaces, escaped quotes, keys
/// that are cut off, bot tokens inside addresses), and after them what its list lacks.
/// </summary>
internal static partial class BuiltInPatterns
{
    private const RegexOptions Options =
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    public static IReadOnlyList<SecretPattern> All { get; } =
        [.. new[] { Assignment(), JsonField(), Flag(), Authorization(), Bearer(), PrivateKey(), Prefixed(), BotToken(), DiscordToken(), QueryParameter(), Basic() }.Select(static regex => new SecretPattern(regex))];

    [GeneratedRegex(@"\b[A-Z0-9_]*(KEY|TOKEN|SECRET|PASSWORD|PASSWD)\b\s*[=:]\s*\\*(""(?<secret>[^""\\]+)|'(?<secret>[^'\\]+)|(?<secret>[^\s""'\\]+))", Options)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\\*""(apiKey|api_key|token|secret|password|passwd|accessToken|access_token|refreshToken|refresh_token|botToken|appToken|webhookSecret|signingSecret|clientSecret|client_secret|deviceToken|authorization)\\*""\s*:\s*\\*""(?<secret>([^""\\]|\\[^""\\])+)", Options)]
    private static partial Regex JsonField();

    [GeneratedRegex(@"--(api[-_]?key|token|secret|password|passwd|hook-token)(\s+|=)\\*(""(?<secret>[^""\\]+)|'(?<secret>[^'\\]+)|(?<secret>[^\s""'\\]+))", Options)]
    private static partial Regex Flag();

    [GeneratedRegex(@"Authorization\s*[:=]\s*Bearer\s+(?<secret>[A-Za-z0-9._\-+=]+)", Options)]
    private static partial Regex Authorization();

    [GeneratedRegex(@"\bBearer\s+(?<secret>[A-Za-z0-9._~/\-+=]{18,})\b", Options)]
    private static partial Regex Bearer();

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?(-----END [A-Z ]*PRIVATE KEY-----|\z)", Options)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"\b(?<secret>sk-[A-Za-z0-9_-]{8,}|ghp_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|xox[baprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}|gsk_[A-Za-z0-9_-]{10,}|AIza[0-9A-Za-z\-_]{20,}|pplx-[A-Za-z0-9_-]{10,}|npm_[A-Za-z0-9]{10,})\b", Options)]
    private static partial Regex Prefixed();

    // No boundary in front: in an address the token follows the word bot.
    [GeneratedRegex(@"(?<secret>[0-9]{6,}:[A-Za-z0-9_-]{20,})\b", Options)]
    private static partial Regex BotToken();

    // <id>.<time>.<secret>, where the id is a number in base64.
    [GeneratedRegex(@"\b(?<secret>[MNO][A-Za-z0-9_-]{22,27}\.[A-Za-z0-9_-]{5,8}\.[A-Za-z0-9_-]{27,})", Options)]
    private static partial Regex DiscordToken();

    // Names that assignments do not cover.
    [GeneratedRegex(@"[?&#](auth|code|pass|pwd|sig|signature)=(?<secret>[^&\s""'#\\]+)", Options)]
    private static partial Regex QueryParameter();

    [GeneratedRegex(@"\bBasic\s+(?<secret>[A-Za-z0-9+/=]{16,})", Options)]
    private static partial Regex Basic();
}
