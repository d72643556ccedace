using Moltbot.Policy.Queue;

namespace Moltbot.Policy.Commands;

/// <summary>
/// The directives inside a message that can be carried out: they hold for that message, and are taken out of it. A directive whose value
/// nobody understands stays in the text.
/// </summary>
/// <param name="Cleaned">The message without them; empty for a message that consists of them.</param>
/// <param name="Said">Each as a command: its key and what followed it.</param>
public sealed record InlineDirectives(string Cleaned, IReadOnlyList<(string Key, string Argument)> Said)
{
    /// <summary>How long to think.</summary>
    public string? Thinking { get; private init; }

    /// <summary>What is told of tools.</summary>
    public string? Verbose { get; private init; }

    /// <summary>Whether thoughts are shown.</summary>
    public string? Reasoning { get; private init; }

    /// <summary>What commands may do.</summary>
    public ExecDirective? Exec { get; private init; }

    /// <summary>The model, as written.</summary>
    public string? Model { get; private init; }

    /// <summary>What happens to the message while the session runs.</summary>
    public QueueOptions? Queue { get; private init; }

    /// <summary>Takes the directives out of a message; null when it has none.</summary>
    /// <param name="text">The message.</param>
    /// <param name="aliases">The short names of models.</param>
    /// <param name="isModel">Whether a text names a model that may be chosen.</param>
    public static InlineDirectives? Read(string text, IReadOnlyList<string> aliases, Func<string, bool> isModel)
    {
        if (!text.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }

        var said = new List<(string, string)>();
        var rest = text;
        var found = new InlineDirectives("", said)
        {
            Thinking = Level("think", LevelDirective.Thinking, said, ref rest),
            Verbose = Level("verbose", LevelDirective.Verbose, said, ref rest),
            Reasoning = Level("reasoning", LevelDirective.Reasoning, said, ref rest),
            Exec = ExecIn(said, ref rest),
            Model = ModelIn(aliases, isModel, said, ref rest),
            Queue = QueueIn(said, ref rest),
        };
        return said.Count > 0 ? found with { Cleaned = rest.Trim() } : null;
    }

    private static string? Level(string key, Func<string?, LevelDirective> read, List<(string, string)> said, ref string rest)
    {
        if (read(rest) is not { Level: { } level, RawLevel: { } raw } directive)
        {
            return null;
        }

        rest = directive.Cleaned;
        said.Add((key, raw));
        return level;
    }

    private static ExecDirective? ExecIn(List<(string, string)> said, ref string rest)
    {
        var directive = ExecDirective.Extract(rest);
        if (!directive.HasOptions || !directive.IsReadable)
        {
            return null;
        }

        rest = directive.Cleaned;
        said.Add(("exec", directive.ToString()));
        return directive;
    }

    private static string? ModelIn(IReadOnlyList<string> aliases, Func<string, bool> isModel, List<(string, string)> said, ref string rest)
    {
        if (ModelDirective.Extract(rest, aliases) is not { RawModel: { } model, RawProfile: null } directive || !isModel(model))
        {
            return null;
        }

        rest = directive.Cleaned;
        said.Add(("model", model));
        return model;
    }

    private static QueueOptions? QueueIn(List<(string, string)> said, ref string rest)
    {
        var directive = QueueDirective.Extract(rest);
        if (directive is { IsReset: true } or { RawMode: null, HasOptions: false } || !directive.IsReadable)
        {
            return null;
        }

        rest = directive.Cleaned;
        said.Add(("queue", string.Join(' ', new[]
        {
            directive.RawMode,
            directive.RawDebounce is { } debounce ? $"debounce:{debounce}" : null,
            directive.RawCap is { } cap ? $"cap:{cap}" : null,
            directive.RawDrop is { } drop ? $"drop:{drop}" : null,
        }.OfType<string>())));
        return directive.Options;
    }
}
