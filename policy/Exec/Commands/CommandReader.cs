using System.Text;
using Moltbot.Policy.Exec.Text;

namespace Moltbot.Policy.Exec.Commands;

/// <summary>One pass over a command line. The first thing that cannot be taken ends it.</summary>
internal sealed class CommandReader(string text)
{
    private readonly List<ExecPipeline> _pipelines = [];
    private readonly StringBuilder _word = new();
    private List<ExecSegment> _segments = [];
    private List<string> _argv = [];

    /// <summary>Whether a word has begun; an empty pair of quotes is one.</summary>
    private bool _inWord;

    private ChainLink _link;
    private int _segmentStart;

    /// <summary>The first operator that chains; it is named when one of the chain's parts is empty.</summary>
    private string? _firstChain;

    private int _at;

    public ExecAnalysis Read()
    {
        while (_at < text.Length)
        {
            if (Step() is { } refusal)
            {
                return ExecAnalysis.Refused(refusal);
            }
        }

        return End() is { } last ? ExecAnalysis.Refused(last) : new ExecAnalysis(_pipelines, null);
    }

    private string? Step()
    {
        var c = text[_at];
        var next = _at + 1 < text.Length ? text[_at + 1] : '\0';
        switch (c)
        {
            case ' ' or '\t':
                EndWord();
                _at++;
                return null;
            case '\'':
                return Single();
            case '"':
                return Double();
            case '\\':
                return Escape(next);
            case '&' when next == '&':
                return Chain("&", ChainLink.OnSuccess, 2);
            case '|' when next == '|':
                return Chain("||", ChainLink.OnFailure, 2);
            case ';':
                return Chain(";", ChainLink.Always, 1);
            case '|' when next == '&':
                return Unsupported("|&");
            case '|':
                return Pipe();
            case '$':
                return Unsupported(next == '(' ? "$()" : "$");
            case '>' or '<' or '`' or '\n' or '\r' or '(' or ')' or '&' or '*' or '?' or '[' or '{' or '~' or '#':
                return Unsupported(c.ToString());
            default:
                return Plain();
        }
    }

    private string? Plain()
    {
        Rune.TryGetRuneAt(text, _at, out var rune);
        if (HostileText.Hides(rune))
        {
            // A shell takes most of these as part of a word where a person sees a space, or nothing.
            return "unsupported character";
        }

        _inWord = true;
        _word.Append(rune);
        _at += rune.Utf16SequenceLength;
        return null;
    }

    private string? Single()
    {
        var end = text.IndexOf('\'', _at + 1);
        if (end < 0)
        {
            return Unterminated;
        }

        _inWord = true;
        _word.Append(text, _at + 1, end - _at - 1);
        _at = end + 1;
        return null;
    }

    private string? Double()
    {
        var end = text.AsSpan(_at + 1).IndexOfAny("\"$`\\");
        if (end < 0)
        {
            return Unterminated;
        }

        end += _at + 1;
        if (text[end] != '"')
        {
            return $"unsupported token in double quotes: {text[end]}";
        }

        _inWord = true;
        _word.Append(text, _at + 1, end - _at - 1);
        _at = end + 1;
        return null;
    }

    private string? Escape(char next)
    {
        if (_at + 1 >= text.Length)
        {
            return Unterminated;
        }

        if (next is '\n' or '\r')
        {
            // To a shell these two are nothing; to a reader they are a character.
            return Unsupported(@"\ before a line break");
        }

        _at++;
        return Plain(); // Whatever it is stands for itself, operators among it.
    }

    private string? Pipe()
    {
        if (!EndSegment())
        {
            return EmptySegment;
        }

        _segmentStart = ++_at;
        return null;
    }

    private string? Chain(string name, ChainLink link, int length)
    {
        _firstChain ??= name;
        if (EndPart() is { } refusal)
        {
            return refusal;
        }

        _link = link;
        _at += length;
        _segmentStart = _at;
        return null;
    }

    private string? End()
    {
        EndWord();
        return _argv.Count == 0 && _segments.Count == 0 && _firstChain is null ? "empty command" : EndPart();
    }

    private string? EndPart()
    {
        EndWord();
        if (_argv.Count == 0 && _segments.Count == 0)
        {
            return Unsupported(_firstChain!);
        }

        if (!EndSegment())
        {
            return EmptySegment;
        }

        _pipelines.Add(new ExecPipeline(_link, _segments));
        _segments = [];
        return _pipelines[^1].Segments.Any(segment => string.IsNullOrWhiteSpace(segment.Program)) ? "empty program" : null;
    }

    private bool EndSegment()
    {
        EndWord();
        if (_argv.Count == 0)
        {
            return false;
        }

        _segments.Add(new ExecSegment(text[_segmentStart.._at].Trim(), _argv));
        _argv = [];
        return true;
    }

    private void EndWord()
    {
        if (_inWord)
        {
            _argv.Add(_word.ToString());
            _word.Clear();
            _inWord = false;
        }
    }

    private const string Unterminated = "unterminated shell quote/escape";

    private const string EmptySegment = "empty pipeline segment";

    private static string Unsupported(string token) => $"unsupported shell token: {token}";
}
