using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Inbound;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>Discord could not be asked what a place is: what was said there waits, since rules of places have to be judged.</summary>
internal sealed class PlaceUnknownException(ApiError error) : UpdateHeldUpException($"a channel could not be looked up: {error}");
