using System.Text.Json;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>Something that happened.</summary>
/// <param name="Session">The session that told it.</param>
/// <param name="Sequence">Its number in the session.</param>
/// <param name="Type">Its name, such as <c>MESSAGE_CREATE</c>; <see cref="EventTypes.Other"/> for one that means nothing here.</param>
/// <param name="Json">What it tells, valid JSON; empty when that is of no use. Read no sooner than it is needed: parsed it takes several times the room.</param>
internal sealed record GatewayEvent(GatewaySession Session, long Sequence, string Type, ReadOnlyMemory<byte> Json)
{
    private JsonElement? data;

    /// <summary>What it tells; undefined when that is of no use.</summary>
    public JsonElement Data => data ??= GatewayFrame.Parse(Json);
}
