namespace Moltbot.Policy.Configuration.Views;

/// <summary><c>gateway.reload</c>: what happens when the document changes.</summary>
/// <param name="Mode"><c>off</c>, <c>restart</c>, <c>hot</c> or <c>hybrid</c>.</param>
/// <param name="DebounceMs">Milliseconds of quiet before a change is taken up; at least 0.</param>
public sealed record GatewayReloadConfig(string Mode, int DebounceMs)
{
    public static readonly GatewayReloadConfig Default = new("hybrid", 300);

    internal static GatewayReloadConfig From(ConfigSection section) => new(
        section.String("mode") is ("off" or "restart" or "hot" or "hybrid") and var mode ? mode : Default.Mode,
        section.Number("debounceMs") is { } debounce ? (int)Math.Clamp(Math.Floor(debounce), 0, int.MaxValue) : Default.DebounceMs);
}
