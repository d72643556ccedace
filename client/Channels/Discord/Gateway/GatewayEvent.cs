using System.Text.Json;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>Something that happened.</summary>
/// <param name="Session">The session that told it.</param>
/// <param name="Sequence">Its number in the session.</param>
/// <param name="Type">Its name, such as <c>MESSAGE_CREATE</c>.</param>
/// <param name="Data">What it tells.</param>
internal sealed record GatewayEvent(GatewaySession Session, long Sequence, string Type, JsonElement Data);
