using Moltbot.Policy.Configuration;

namespace Moltbot.Policy.Hooks;

/// <summary><c>hooks</c> as it would be served (protocol §8).</summary>
/// <param name="BasePath">The path that all hooks stand under: begins with a slash, never is one, and ends with none.</param>
/// <param name="Token">The secret that a caller has to show; never empty.</param>
/// <param name="MaxBodyBytes">The longest body, bytes.</param>
/// <param name="Mappings">The hooks of one's own.</param>
public sealed record HooksConfig(string BasePath, string Token, long MaxBodyBytes, IReadOnlyList<HookMapping> Mappings)
{
    /// <summary>The path when none is configured.</summary>
    public const string DefaultPath = "/hooks";

    private const long DefaultMaxBodyBytes = 256 * 1024;

    /// <summary>Reads the section: nothing at all where hooks are switched off.</summary>
    public static HooksReading Read(ConfigSection hooks)
    {
        if (hooks.Bool("enabled") is not true)
        {
            return new HooksReading(null, null);
        }

        if (hooks.Text("token") is not { } token)
        {
            return new HooksReading(null, "hooks.enabled requires hooks.token");
        }

        return PathOf(hooks) is { } path
            ? new HooksReading(
                new HooksConfig(path, token, hooks.Long("maxBodyBytes") is { } limit and > 0 ? limit : DefaultMaxBodyBytes, HookMapping.Of(hooks)), null)
            : new HooksReading(null, "hooks.path may not be '/'");
    }

    /// <summary>The path that hooks stand under; null for the root, which would put them before all other endpoints.</summary>
    public static string? PathOf(ConfigSection hooks) =>
        (hooks.Text("path") ?? DefaultPath).Trim('/') is { Length: > 0 } path ? "/" + path : null;
}
