using Moltbot.Gateway.Channels.Discord.Api;
using Moltbot.Gateway.Channels.Inbound;
using Moltbot.GrainInterfaces.Channels;

namespace Moltbot.Gateway.Channels.Discord.Inbound;

/// <summary>Who does something.</summary>
internal static class People
{
    /// <summary>A sender; null for somebody without an id.</summary>
    /// <param name="user">The person.</param>
    /// <param name="member">Who they are in the guild.</param>
    /// <param name="isWebhook">Whether a webhook speaks, under any name it likes.</param>
    public static InboundSender? Sender(User? user, Member? member, bool isWebhook = false) => Snowflake.Is(user?.Id) ? new InboundSender
    {
        Id = user.Id,
        Name = ForeignText.Label(member?.Nick) ?? ForeignText.Label(user.GlobalName) ?? ForeignText.Label(user.Username),
        Username = ForeignText.Label(user.Username),
        IsBot = user.Bot || isWebhook,
        Tag = ForeignText.Label(user.Discriminator is null or "0" or "0000" ? user.Username : $"{user.Username}#{user.Discriminator}"),
    } : null;
}
