using System.Text.Json;

namespace Moltbot.Policy.Hooks;

/// <summary>A call of a hook, as mappings look at it.</summary>
/// <param name="Path">What follows the path of all hooks, without slashes around it.</param>
/// <param name="Payload">The body.</param>
/// <param name="Headers">The headers by their names in lower case; those that carry secrets are not among them.</param>
/// <param name="Query">The parameters of the address; none that may be a secret is among them.</param>
/// <param name="At">When it came.</param>
public sealed record HookCall(
    string Path,
    JsonElement Payload,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> Query,
    DateTimeOffset At)
{
    private static readonly string[] Secrets = ["authorization", "cookie", "token", "secret", "password", "signature", "api-key", "apikey"];

    /// <summary>Whether a header or parameter of that name may carry a secret: what a model reads it may repeat (K1).</summary>
    public static bool MayBeSecret(string name) => Secrets.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
