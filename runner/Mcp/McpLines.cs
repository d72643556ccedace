using Moltbot.Runner.Processes;

namespace Moltbot.Runner.Mcp;

/// <summary>Cuts what a program writes into the lines that are messages, so many and no more until it is asked again.</summary>
/// <param name="limits">How many, and of how many bytes together.</param>
/// <param name="take">Takes each line.</param>
/// <param name="flooded">Called when it is too much; nothing more is taken then.</param>
internal sealed class McpLines(McpLimits limits, Action<ReadOnlySpan<byte>> take, Action flooded) : IOutputSink
{
    private readonly Lock _gate = new();
    private readonly MemoryStream _line = new();
    private long _bytes;
    private int _messages;
    private bool _isFlooded;

    /// <summary>It was asked something: it may say as much again.</summary>
    public void Asked()
    {
        lock (_gate)
        {
            (_bytes, _messages) = (0, 0);
        }
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !_isFlooded)
        {
            var end = bytes.IndexOf((byte)'\n');
            var piece = end < 0 ? bytes : bytes[..end];
            if (IsTooMuch(piece.Length + 1, end < 0 ? 0 : 1))
            {
                _isFlooded = true;
                flooded();
                return;
            }

            _line.Write(piece);
            if (end >= 0)
            {
                take(_line.GetBuffer().AsSpan(0, (int)_line.Length));
                _line.SetLength(0);
            }

            bytes = end < 0 ? [] : bytes[(end + 1)..];
        }
    }

    private bool IsTooMuch(int bytes, int messages)
    {
        lock (_gate)
        {
            return (_bytes += bytes) > limits.AnswerBytes || (_messages += messages) > limits.AnswerMessages;
        }
    }
}
