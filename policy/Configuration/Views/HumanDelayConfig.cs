namespace Moltbot.Policy.Configuration.Views;

/// <summary>The pause between blocks of a reply.</summary>
/// <param name="Mode"><c>off</c>, <c>natural</c> or <c>custom</c>; null when not set.</param>
public sealed record HumanDelayConfig(string? Mode, int? MinMs, int? MaxMs)
{
    internal static HumanDelayConfig? From(ConfigSection section) => section.Exists
        ? new(section.String("mode"), section.Int("minMs"), section.Int("maxMs"))
        : null;
}
