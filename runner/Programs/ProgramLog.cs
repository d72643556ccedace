using System.Text;
using Moltbot.Runner.Processes;

namespace Moltbot.Runner.Programs;

/// <summary>What a program wrote: the last of it, and what of that nobody has read yet.</summary>
/// <param name="max">Characters that are kept.</param>
internal sealed class ProgramLog(int max) : IOutputSink
{
    private readonly Lock _gate = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly char[] _ring = new char[max];
    private long _count;
    private long _read;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Characters that came in all.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Ends when more has come than was read.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _count > _read ? Task.CompletedTask : _changed.Task;
            }
        }
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Span<char> chars = stackalloc char[1024];
        lock (_gate)
        {
            bool isDone;
            do
            {
                _decoder.Convert(bytes, chars, flush: false, out var used, out var made, out isDone);
                foreach (var each in chars[..made])
                {
                    _ring[_count++ % _ring.Length] = each;
                }

                bytes = bytes[used..];
            }
            while (!isDone);
            _changed.TrySetResult();
            _changed = NewSignal();
        }
    }

    /// <summary>What came since it was read the last time, the last of it where it is more.</summary>
    /// <param name="most">Characters that are given.</param>
    public KeptText Read(int most)
    {
        lock (_gate)
        {
            var text = Last(_count - _read, most);
            _read = _count;
            return text;
        }
    }

    /// <summary>The last of it, whether it was read or not.</summary>
    /// <param name="most">Characters that are given.</param>
    public KeptText Last(int most)
    {
        lock (_gate)
        {
            return Last(_count, most);
        }
    }

    private KeptText Last(long wanted, int most)
    {
        var length = (int)Math.Min(Math.Min(wanted, most), Math.Min(_count, _ring.Length));
        var text = string.Create(length, this, static (text, log) =>
        {
            for (var place = 0; place < text.Length; place++)
            {
                text[place] = log._ring[(log._count - text.Length + place) % log._ring.Length];
            }
        });
        // Half of what was cut in two.
        return new KeptText(text.Length > 0 && char.IsLowSurrogate(text[0]) ? text[1..] : text, length < wanted);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
