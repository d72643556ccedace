using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Moltbot.Policy.Skills.Yaml;

/// <summary>
/// The part of YAML that says what it looks like: maps, lists and texts. Anchors, aliases, tags, directives and a second document are
/// refused: they make a small text large, choose types, or say something that a reader does not see. So are keys given twice.
/// </summary>
internal sealed class YamlReader
{
    private readonly IParser _parser;
    private int _nodes;

    private YamlReader(IParser parser) => _parser = parser;

    /// <summary>Reads a document; null when it is empty.</summary>
    /// <exception cref="UnusableYamlException">It is no YAML, is refused, or is too large.</exception>
    public static YamlNode? Read(string text)
    {
        if (text.Length > SkillLimits.MaxYaml)
        {
            throw new UnusableYamlException(1, $"has {text.Length} characters; at most {SkillLimits.MaxYaml} are read", isSyntax: false);
        }

        try
        {
            using var reader = new StringReader(text);
            return new YamlReader(new Parser(reader)).Document();
        }
        catch (YamlException error)
        {
            throw new UnusableYamlException((int)error.Start.Line, $"is no YAML: {Bare(error.Message)}", isSyntax: true);
        }
    }

    private YamlNode? Document()
    {
        Next<StreamStart>();
        if (_parser.Current is StreamEnd)
        {
            return null;
        }

        var start = Next<DocumentStart>();
        if (start.Version is not null || start.Tags is { Count: > 0 } tags && tags.Any(static tag => tag.Handle is not ("!" or "!!")))
        {
            throw Refused(start, "a directive (%YAML, %TAG)");
        }

        var node = Node(depth: 0);
        Next<DocumentEnd>();
        return _parser.Current is StreamEnd ? node : throw Refused(_parser.Current!, "a second document");
    }

    private YamlNode Node(int depth)
    {
        var at = _parser.Current ?? throw new UnusableYamlException(1, "ends too early", isSyntax: true);
        if (depth > SkillLimits.MaxYamlDepth)
        {
            throw new UnusableYamlException(LineOf(at), $"is nested deeper than {SkillLimits.MaxYamlDepth} levels", isSyntax: false);
        }

        if (++_nodes > SkillLimits.MaxYamlNodes)
        {
            throw new UnusableYamlException(LineOf(at), $"has more than {SkillLimits.MaxYamlNodes} parts", isSyntax: false);
        }

        if (at is AnchorAlias)
        {
            throw Refused(at, "an alias (*name)");
        }

        if (at is NodeEvent { Anchor.IsEmpty: false })
        {
            throw Refused(at, "an anchor (&name)");
        }

        if (at is NodeEvent { Tag.IsEmpty: false })
        {
            throw Refused(at, "a tag (!name)");
        }

        return at switch
        {
            Scalar => Text(),
            SequenceStart => List(depth),
            MappingStart => Map(depth),
            _ => throw Refused(at, at.GetType().Name),
        };
    }

    private YamlText Text()
    {
        var scalar = Next<Scalar>();
        return new YamlText(LineOf(scalar), scalar.Value, scalar.Style == ScalarStyle.Plain);
    }

    private YamlList List(int depth)
    {
        var start = Next<SequenceStart>();
        var items = new List<YamlNode>();
        while (_parser.Current is not SequenceEnd)
        {
            items.Add(Node(depth + 1));
        }

        Next<SequenceEnd>();
        return new YamlList(LineOf(start), items);
    }

    private YamlMap Map(int depth)
    {
        var start = Next<MappingStart>();
        var entries = new List<YamlEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (_parser.Current is not MappingEnd)
        {
            if (Node(depth + 1) is not YamlText key)
            {
                throw Refused(start, "a key that is no text");
            }

            if (!keys.Add(key.Value))
            {
                throw new UnusableYamlException(key.Line, $"\"{key.Value}\" is given twice", isSyntax: false);
            }

            entries.Add(new YamlEntry(key.Line, key.Value, Node(depth + 1)));
        }

        Next<MappingEnd>();
        return new YamlMap(LineOf(start), entries);
    }

    private T Next<T>()
        where T : ParsingEvent
    {
        if (_parser.Current is null)
        {
            _parser.MoveNext();
        }

        var current = _parser.Current as T ?? throw new UnusableYamlException(_parser.Current is { } other ? LineOf(other) : 1, "is no YAML document", isSyntax: true);
        _parser.MoveNext();
        return current;
    }

    private static int LineOf(ParsingEvent at) => (int)at.Start.Line;

    private static UnusableYamlException Refused(ParsingEvent at, string what) =>
        new(LineOf(at), $"{what} is not taken; maps, lists and texts are", isSyntax: false);

    /// <summary>Without the place in front, which is told by itself.</summary>
    private static string Bare(string message) =>
        message.StartsWith('(') && message.IndexOf("): ", StringComparison.Ordinal) is >= 0 and var at ? message[(at + 3)..] : message;
}
