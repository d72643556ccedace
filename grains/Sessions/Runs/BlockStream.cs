using Moltbot.Policy.Replies.Chunking;

namespace Moltbot.Grains.Sessions.Runs;

/// <summary>
/// Hands over the finished blocks of a reply while the rest is being written. What was handed over is a prefix of the reply, so the rest
/// can follow when the turn is committed. Where that cannot be kept (another model began anew, a block could not or may not be handed over) no
/// more goes out before the end.
/// </summary>
/// <param name="chunks">What a block is.</param>
/// <param name="joinBelow">Blocks are joined until they have so many characters…</param>
/// <param name="joinUpTo">…but not beyond so many…</param>
/// <param name="joinFor">…or until none came for so long.</param>
/// <param name="handOver">Takes the text of a block and its number, from 0; answers whether it goes out.</param>
/// <param name="time">The clock.</param>
internal sealed class BlockStream(
    BlockChunks chunks, int joinBelow, int joinUpTo, TimeSpan joinFor, Func<string, int, Task<bool>> handOver, TimeProvider time)
{
    private int _found;
    private long _foundAt;
    private int _blocks;
    private string _sent = "";
    private bool _ended;

    /// <summary>Whether no more goes out before the reply's end.</summary>
    public bool HasEnded => _ended;

    /// <summary>How many characters of a reply went out: all that did, or none when the reply begins otherwise.</summary>
    public int SentOf(string? reply) => reply is not null && reply.StartsWith(_sent, StringComparison.Ordinal) ? _sent.Length : 0;

    /// <summary>The model wrote on; <paramref name="text"/> is all it wrote so far.</summary>
    public async Task Wrote(string text)
    {
        if (_ended)
        {
            return;
        }

        if (!text.StartsWith(_sent, StringComparison.Ordinal))
        {
            Restart();
            return;
        }

        while (chunks.Next(text[_found..]) is > 0 and var next)
        {
            if (_found > _sent.Length && _found + next - _sent.Length > joinUpTo)
            {
                await HandOver(text);
            }

            _found += next;
            _foundAt = time.GetTimestamp();
        }

        if (!_ended && _found > _sent.Length && (_found - _sent.Length >= joinBelow || time.GetElapsedTime(_foundAt) >= joinFor))
        {
            await HandOver(text);
        }
    }

    /// <summary>What was written does not count: once a part of it went out, the new reply is sent as a whole.</summary>
    public void Restart()
    {
        _ended |= _sent.Length > 0;
        _found = _sent.Length;
    }

    private async Task HandOver(string text)
    {
        string sent = text[.._found];
        try
        {
            if (await handOver(sent[_sent.Length..].Trim(), _blocks++))
            {
                _sent = sent;
            }
            else
            {
                _ended = true;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // It goes with the rest, which is handed over until that works.
            _ended = true;
        }
    }
}
