using Moltbot.Policy.Access.Allowlists;
using Moltbot.Policy.Channels;

namespace Moltbot.Policy.Access.Pairing;

/// <summary>How a channel names its senders' ids, and how it writes one (security.md §3).</summary>
/// <param name="IdLabel">The label in lists and answers.</param>
/// <param name="Description">What the reply calls the id.</param>
/// <param name="Prefixes">What may stand before an id and is cut off.</param>
public sealed record PairingAdapter(string IdLabel, string Description, IReadOnlyList<string> Prefixes)
{
    /// <summary>The adapter of a channel; one with plain words for a channel we do not know.</summary>
    public static PairingAdapter Of(string channel) => channel switch
    {
        ChannelIds.Telegram => new("telegramUserId", "Your Telegram user id", ["telegram:", "tg:"]),
        ChannelIds.Discord => new("discordUserId", "Your Discord user id", ["discord:", "user:"]),
        ChannelIds.Slack => new("slackUserId", "Your Slack user id", ["slack:", "user:"]),
        ChannelIds.Signal => new("signalNumber", "Your Signal number", ["signal:"]),
        ChannelIds.IMessage => new("imessageSenderId", "Your iMessage sender id", []),
        ChannelIds.WhatsApp => new("whatsappSenderId", "Your WhatsApp phone number", []),
        ChannelIds.GoogleChat => new("googlechatUserId", "Your Google Chat user id", []),
        ChannelIds.Matrix => new("matrixUserId", "Your Matrix user id", ["matrix:"]),
        ChannelIds.MsTeams => new("msteamsUserId", "Your Microsoft Teams user id", ["msteams:", "user:"]),
        ChannelIds.Line => new("lineUserId", "Your LINE user id", ["line:"]),
        ChannelIds.Mattermost => new("mattermostUserId", "Your Mattermost user id", ["mattermost:", "user:"]),
        ChannelIds.NextcloudTalk => new("nextcloudUserId", "Your Nextcloud user id", ["nextcloud-talk:", "nc-talk:", "nc:"]),
        ChannelIds.Zalo => new("zaloUserId", "Your Zalo user id", ["zalo:", "zl:"]),
        ChannelIds.ZaloUser => new("zalouserUserId", "Your Zalo user id", ["zalouser:", "zlu:"]),
        ChannelIds.BlueBubbles => new("bluebubblesSenderId", "Your BlueBubbles sender id", []),
        ChannelIds.Nostr => new("nostrPubkey", "Your Nostr public key", ["nostr:"]),
        ChannelIds.Twitch => new("twitchUserId", "Your Twitch user id", ["twitch:"]),
        _ => new("userId", "Your user id", []),
    };

    /// <summary>The entry as the store keeps it; null for one that never enters it: a blank, a <c>*</c>, a number without digits.</summary>
    public string? Normalize(string entry)
    {
        var bare = entry.Trim().WithoutPrefix([.. Prefixes]).Trim();
        var normalized = IdLabel switch
        {
            "whatsappSenderId" => WhatsAppAllowlist.Normalize([bare]).FirstOrDefault() ?? "",
            "imessageSenderId" or "bluebubblesSenderId" => IMessageTarget.NormalizeHandle(bare),
            _ => bare,
        };
        return normalized is "" or "*" or "+" ? null : normalized;
    }

    /// <summary>The line of the reply that tells the sender their id.</summary>
    public string IdLine(string id) => IdLabel == "signalNumber" && !id.StartsWith('+')
        ? $"Your Signal sender id: {id}"
        : $"{Description}: {id}";
}
