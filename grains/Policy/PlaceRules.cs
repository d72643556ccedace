using Moltbot.GrainInterfaces.Policy;
using Moltbot.Grains.Agents;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Exec.Plans;
using Moltbot.Policy.Tools;

namespace Moltbot.Grains.Policy;

/// <summary>What a version of the configuration says of where an agent's tools run, whatever the session; read once, for it is asked in every turn.</summary>
/// <param name="ExecHost">See <see cref="ToolPlace.ExecHost"/>.</param>
/// <param name="Fetch">See <see cref="ToolPlace.Fetch"/>.</param>
/// <param name="SearchMissing">See <see cref="ToolPlace.SearchMissing"/>.</param>
/// <param name="IsMemoryOff">Whether nobody searches the agent's memory.</param>
/// <param name="ImageMissing">See <see cref="ToolPlace.ImageMissing"/>.</param>
internal sealed record PlaceRules(string ExecHost, FetchPlace? Fetch, string? SearchMissing, bool IsMemoryOff, string? ImageMissing)
{
    public static PlaceRules Of(ConfigDocument document, string agentId, ModelTargets forPictures)
    {
        _ = WebSearchSettings.Of(document, out string? searchMissing);
        return new PlaceRules(ExecToolSettings.Of(document, agentId).Host, FetchOf(WebFetchSettings.Of(document)), searchMissing, !MemorySearchSettings.Of(document, agentId).IsEnabled, forPictures.Missing);
    }

    private static FetchPlace? FetchOf(WebFetchSettings settings) => !settings.IsEnabled ? null : new FetchPlace
    {
        MaxChars = settings.MaxChars,
        TimeoutSeconds = settings.TimeoutSeconds,
        MaxRedirects = settings.MaxRedirects,
        UserAgent = settings.UserAgent,
    };
}
