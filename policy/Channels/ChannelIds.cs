using System.Collections.Frozen;

namespace Moltbot.Policy.Channels;

/// <summary>The channels we know by name, in the original's order, and their other names (runtime.md §14).</summary>
public static class ChannelIds
{
    public const string Telegram = "telegram";
    public const string WhatsApp = "whatsapp";
    public const string Discord = "discord";
    public const string GoogleChat = "googlechat";
    public const string Slack = "slack";
    public const string Signal = "signal";
    public const string IMessage = "imessage";
    public const string BlueBubbles = "bluebubbles";
    public const string MsTeams = "msteams";
    public const string Matrix = "matrix";
    public const string Mattermost = "mattermost";
    public const string Line = "line";
    public const string NextcloudTalk = "nextcloud-talk";
    public const string Nostr = "nostr";
    public const string Tlon = "tlon";
    public const string Twitch = "twitch";
    public const string Zalo = "zalo";
    public const string ZaloUser = "zalouser";
    public const string WebChat = "webchat";

    /// <summary>The channels of the core.</summary>
    public static IReadOnlyList<string> Core { get; } =
        [Telegram, WhatsApp, Discord, GoogleChat, Slack, Signal, IMessage];

    /// <summary>Every channel that leads to another person; webchat does not.</summary>
    public static IReadOnlyList<string> Deliverable { get; } =
    [
        Telegram, WhatsApp, Discord, GoogleChat, Slack, Signal, IMessage, BlueBubbles, MsTeams, Matrix, Mattermost, Line,
        NextcloudTalk, Nostr, Tlon, Twitch, Zalo, ZaloUser,
    ];

    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["imsg"] = IMessage,
        ["google-chat"] = GoogleChat,
        ["gchat"] = GoogleChat,
        ["bb"] = BlueBubbles,
        ["teams"] = MsTeams,
        ["nc-talk"] = NextcloudTalk,
        ["nc"] = NextcloudTalk,
        ["urbit"] = Tlon,
        ["twitch-chat"] = Twitch,
        ["zl"] = Zalo,
        ["zlu"] = ZaloUser,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Surfaces = FrozenSet.Create(StringComparer.Ordinal, [.. Deliverable, WebChat]);

    /// <summary>The id for a name, lower-cased and its alias resolved; null for a blank name. Unknown names stay: plugins have their own.</summary>
    public static string? Normalize(string? name)
    {
        var lowered = (name ?? "").Trim().ToLowerInvariant();
        return lowered.Length == 0 ? null : Aliases.GetValueOrDefault(lowered, lowered);
    }

    /// <summary>Whether the text is the id of a channel we know, webchat included.</summary>
    public static bool IsKnown(string id) => Surfaces.Contains(id);
}
