using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>Where something happens.</summary>
/// <param name="Channel">The channel or thread; with its id alone when nobody tells more.</param>
/// <param name="Parent">Of a thread: the channel it is in, perhaps with its id alone.</param>
/// <param name="Guild">The guild, perhaps with its id alone; null outside guilds.</param>
/// <param name="IsUnknown">Whether the bot may not look at one of them, and nobody tells what it is.</param>
internal sealed record Place(Channel Channel, Channel? Parent, Guild? Guild, bool IsUnknown = false);
