using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration.Schema.Rules;

namespace Moltbot.Policy.Configuration.Writing;

/// <summary>
/// Which values of a document are secrets: by the name of their key, because plugins' sections have no schema; all variables
/// and headers, because nobody knows what is in them; and addresses with a password or a key inside. What is in a list counts as the list's.
/// </summary>
internal static class SecretKeys
{
    private static readonly string[] Endings = ["token", "password", "passwd", "secret", "apikey", "api_key", "api-key", "privatekey", "accesskey", "secretkey", "passphrase", "serviceaccount", "credential", "credentials"];

    private static readonly string[] Containers = ["env", "vars", "headers"];

    // In addresses also the short names that services use.
    private static readonly string[] ShortNames = ["key", "auth", "authorization", "sig", "signature", "pass", "pwd", "code"];

    /// <summary>Whether the value at this key must not be shown.</summary>
    /// <param name="container">The key of the object around it.</param>
    public static bool IsSecret(string container, string key, JsonNode? value)
    {
        if (key == "serviceAccount" && value is JsonObject)
            return true;
        if (Kinds.Text(value) is not { Length: > 0 } text || IsReference(text))
            return false;
        return Containers.Contains(container, StringComparer.OrdinalIgnoreCase)
            || Endings.Any(ending => key.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            || HasSecretInside(text);
    }

    /// <summary>Whether a text has comments and speaks of secrets: then one may be commented out.</summary>
    public static bool MayHideInComments(string raw) =>
        (raw.Contains("//", StringComparison.Ordinal) || raw.Contains("/*", StringComparison.Ordinal))
        && Endings.Any(ending => raw.Contains(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>A name of a variable is no secret, and hiding it would hide how the document works.</summary>
    private static bool IsReference(string text) =>
        text.StartsWith("${", StringComparison.Ordinal) && text.IndexOf('}') == text.Length - 1;

    private static bool HasSecretInside(string text) =>
        text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && (address.UserInfo.Length > 0 || address.Query.TrimStart('?').Split('&', ';').Any(IsSecretParameter));

    private static bool IsSecretParameter(string parameter)
    {
        var end = parameter.IndexOf('=', StringComparison.Ordinal);
        if (end < 0 || end == parameter.Length - 1 || IsReference(Uri.UnescapeDataString(parameter[(end + 1)..])))
            return false;
        var name = Uri.UnescapeDataString(parameter[..end]);
        return ShortNames.Contains(name, StringComparer.OrdinalIgnoreCase)
            || Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
