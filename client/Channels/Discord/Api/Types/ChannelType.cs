namespace Moltbot.Gateway.Channels.Discord.Api;

/// <summary>The kinds of channel that are told apart; others are channels of a guild.</summary>
internal static class ChannelType
{
    /// <summary>Not Discord's: of what nobody tells.</summary>
    public const int Unknown = -1;

    public const int Direct = 1;
    public const int GroupDirect = 3;
    public const int AnnouncementThread = 10;
    public const int PublicThread = 11;
    public const int PrivateThread = 12;

    public static bool IsThread(int type) => type is AnnouncementThread or PublicThread or PrivateThread;
}
