using System.Text.Json.Nodes;

namespace Moltbot.TestSupport.Telegram;

/// <summary>A supergroup.</summary>
public sealed record SimulatedGroup(long Id, string Title, bool Forum)
{
    internal JsonObject ToJson() => new()
    {
        ["id"] = Id, ["type"] = "supergroup", ["title"] = Title, ["is_forum"] = Forum,
    };
}
