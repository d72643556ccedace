namespace Moltbot.Policy.Configuration.Views;

/// <summary>What <c>agents.defaults.models</c> says of one model.</summary>
/// <param name="Alias">A short name for it.</param>
/// <param name="Params">Parameters passed to the provider (temperature, …); an object or undefined.</param>
public sealed record ModelSettings(string? Alias, ConfigSection Params)
{
    internal static ModelSettings From(ConfigSection section) => new(section.Text("alias"), section.Section("params"));
}
