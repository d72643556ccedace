namespace Moltbot.Policy.Conversations;

/// <summary>Where a conversation is cut in two: a summary takes the place of what is before, what is behind stays word for word.</summary>
public static class HistoryCut
{
    /// <summary>
    /// The number of the first message that stays, always the beginning of a turn or the end of all; 0 where nothing can be taken away. A turn
    /// that is not answered yet stays, however long it is.
    /// </summary>
    /// <param name="messages">Oldest first.</param>
    /// <param name="kept">Tokens of the last turns that stay, as many of them as fit as a whole.</param>
    /// <param name="largest">Tokens that the last turn alone may have to stay although it does not fit into <paramref name="kept"/>.</param>
    public static int Of(IReadOnlyList<HistoryMessage> messages, long kept, long largest)
    {
        var open = 0;
        while (open < messages.Count && !messages[open].IsOpen)
        {
            open++;
        }

        var cut = messages.Count;
        long tokens = 0;
        for (var at = messages.Count - 1; at >= 0; at--)
        {
            tokens += messages[at].Tokens;
            if (!messages[at].StartsTurn || at > open)
            {
                continue;
            }

            var mustStay = open < messages.Count && cut > open;
            var isLast = cut == messages.Count;
            if (!mustStay && tokens > kept && !(isLast && tokens <= largest))
            {
                break;
            }

            cut = at;
        }

        return open < messages.Count && cut > open ? 0 : cut;
    }
}
