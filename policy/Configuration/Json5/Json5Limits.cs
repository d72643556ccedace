namespace Moltbot.Policy.Configuration.Json5;

/// <summary>How large a text may be. The defaults are far above any configuration seen and far below what hurts.</summary>
/// <param name="MaxLength">In UTF-16 units.</param>
/// <param name="MaxDepth">Objects and lists inside each other.</param>
public sealed record Json5Limits(int MaxLength = 4 * 1024 * 1024, int MaxDepth = 64)
{
    public static readonly Json5Limits Default = new();
}
