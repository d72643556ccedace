namespace Moltbot.Policy.Replies.Chunking;

/// <summary>Where a block of an answer that is still being written may end.</summary>
public enum BlockBreak
{
    /// <summary>After a paragraph.</summary>
    Paragraph = 0,

    /// <summary>After a line, too.</summary>
    Newline = 1,

    /// <summary>After a sentence, too.</summary>
    Sentence = 2,
}
