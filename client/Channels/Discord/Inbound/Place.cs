using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>Where something happens.</summary>
/// <param name="Channel">The channel or thread; with its id alone when the bot may not look at it.</param>
/// <param name="Parent">Of a thread: the channel it is in.</param>
/// <param name="Guild">The guild; null outside guilds.</param>
internal sealed record Place(Channel Channel, Channel? Parent, Guild? Guild);
