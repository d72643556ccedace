namespace Moltbot.Policy.Replies.Chunking;

/// <summary>A fenced code block in Markdown; one that is never closed reaches to the end.</summary>
/// <param name="Start">Where its first line starts.</param>
/// <param name="End">Where its last line ends.</param>
/// <param name="OpenLine">The line that opens it.</param>
/// <param name="CloseLine">The line that closes it.</param>
internal sealed record FenceSpan(int Start, int End, string OpenLine, string CloseLine)
{
    internal bool Holds(int index) => index > Start && index < End;

    internal static FenceSpan? At(List<FenceSpan> spans, int index) => spans.Find(span => span.Holds(index));

    internal static List<FenceSpan> Parse(string text)
    {
        var spans = new List<FenceSpan>();
        (int Start, FenceLine Fence)? open = null;
        for (int offset = 0, end; offset < text.Length; offset = end + 1)
        {
            var newline = text.IndexOf('\n', offset);
            end = newline < 0 ? text.Length : newline;
            var line = text[offset..end];
            if (FenceLine.Read(line) is { } fence)
            {
                if (open is not { } current)
                {
                    open = (offset, fence);
                }
                else if (current.Fence.IsClosedBy(fence))
                {
                    spans.Add(new FenceSpan(current.Start, end, current.Fence.Line, current.Fence.CloseLine));
                    open = null;
                }
            }
        }

        if (open is { } last)
        {
            spans.Add(new FenceSpan(last.Start, text.Length, last.Fence.Line, last.Fence.CloseLine));
        }

        return spans;
    }
}
