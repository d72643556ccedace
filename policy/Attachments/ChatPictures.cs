namespace Moltbot.Policy.Attachments;

/// <summary>How much of the pictures that people send in chats is taken. A message goes on without what is beyond that, and says so.</summary>
public static class ChatPictures
{
    /// <summary>Most pictures of one message.</summary>
    public const int MaxCount = 4;

    /// <summary>Most bytes of all of a message's pictures.</summary>
    public const int MaxBytesInAll = 2 * Pictures.MaxBytes;

    /// <summary>Most bytes of the pictures that wait in one session, and so of those that one prompt has.</summary>
    public const int MaxBytesWaiting = 4 * Pictures.MaxBytes;

    /// <summary>What stands in the place of pictures for which there is no room.</summary>
    public const string NoRoom = "[pictures were left out: those of earlier messages still wait to be looked at]";

    /// <summary>The largest picture of an account, in bytes: what its <c>mediaMaxMb</c> says, and never more than <see cref="Pictures.MaxBytes"/>.</summary>
    /// <param name="mediaMaxMb">Megabytes (2^20 bytes); null where nothing is said.</param>
    public static int MaxBytes(double? mediaMaxMb) => mediaMaxMb is { } megabytes ? (int)Math.Min(megabytes * (1 << 20), Pictures.MaxBytes) : Pictures.MaxBytes;
}
