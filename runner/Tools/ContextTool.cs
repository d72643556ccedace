using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Moltbot.Policy.Workspaces;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Workspaces;

namespace Moltbot.Runner.Tools;

/// <summary>
/// <c>tools.context</c>: the files of an agent's workspace that its prompts tell of. They are looked at from outside, without being opened, and read inside
/// of a sandbox like every file here; one whose mark is still that of what was read is not read again, so that mostly no sandbox is made.
/// </summary>
/// <param name="time">The clock against which changes are dated.</param>
internal sealed class ContextTool(TimeProvider time) : IRunnerTool
{
    /// <summary>Files whose hash is kept; of more all are read anew. Arbitrary: a mark and a hash are short.</summary>
    private const int MaxSeen = 16_384;

    private readonly ConcurrentDictionary<(string Path, int MaxChars), (FileMark Mark, string? Hash, string? Problem)> _seen = new();

    /// <inheritdoc/>
    public string Name => "context";

    /// <inheritdoc/>
    public async Task<ToolRunResult> Run(ToolCall call)
    {
        var query = call.Params.Files!;
        if (query.Names.Count == 0 || query.Names.Distinct(StringComparer.Ordinal).Count() != query.Names.Count
            || query.Names.Any(static name => !ContextFiles.All.Contains(name, StringComparer.Ordinal)))
        {
            throw new ToolRefusal($"the files that are told of are {string.Join(", ", ContextFiles.All)}, each once");
        }

        if (query.MaxChars is < 1 or > ContextFiles.MaxChars)
        {
            throw new ToolRefusal(string.Create(CultureInfo.InvariantCulture, $"of a file 1 to {ContextFiles.MaxChars} characters are told"));
        }

        var told = new ToolContextFile?[query.Names.Count];
        var marks = new FileMark?[query.Names.Count];
        for (var place = 0; place < told.Length; place++)
        {
            marks[place] = FileMark.Of(PathOf(call, query.Names[place]));
            told[place] = WithoutReading(call, query, query.Names[place], marks[place]);
        }

        int[] open = [.. Enumerable.Range(0, told.Length).Where(place => told[place] is null)];
        if (open.Length > 0)
        {
            var read = await Read(call, [.. open.Select(place => query.Names[place])], query.MaxChars);
            for (var next = 0; next < open.Length; next++)
            {
                var place = open[next];
                told[place] = Told(call, query, marks[place]!.Value, read[next] ?? new ToolContextFile { Name = query.Names[place] });
            }
        }

        return call.Done("") with { Files = [.. told.Select(static file => file!)] };
    }

    /// <summary>What is known of a file by its mark; null where it has to be read.</summary>
    private ToolContextFile? WithoutReading(ToolCall call, ToolContextQuery query, string name, FileMark? found)
    {
        if (found is not { } mark)
        {
            return new ToolContextFile { Name = name };
        }

        if (!mark.IsOrdinary)
        {
            return new ToolContextFile { Name = name, Problem = "is no ordinary file" };
        }

        return _seen.TryGetValue((PathOf(call, name), query.MaxChars), out var seen) && seen.Mark == mark
            && (seen.Problem is not null || query.Known.GetValueOrDefault(name) == seen.Hash)
            ? new ToolContextFile { Name = name, Hash = seen.Hash, Bytes = (long)mark.Bytes, Problem = seen.Problem }
            : null;
    }

    private static async Task<IReadOnlyList<ToolContextFile?>> Read(ToolCall call, IReadOnlyList<string> names, int maxChars)
    {
        var end = await call.Start(ContextScript.Command(names, maxChars), ContextScript.Room(names.Count, maxChars));
        return end.ExitCode == 0 && !end.Output.Truncated && ContextScript.Read(end.Output.Text, names, maxChars) is { } files
            ? files
            : throw new ToolRefusal("the files could not be read");
    }

    /// <summary>What is told of a file that was read, after it was noted by the mark that it had before.</summary>
    private ToolContextFile Told(ToolCall call, ToolContextQuery query, FileMark mark, ToolContextFile read)
    {
        var hash = read.Head is null ? null : HashOf(read);
        if ((hash is not null || read.Problem is not null) && mark.IsSettled(time.GetUtcNow()))
        {
            if (_seen.Count >= MaxSeen)
            {
                _seen.Clear();
            }

            _seen[(PathOf(call, read.Name), query.MaxChars)] = (mark, hash, read.Problem);
        }

        return hash is not null && query.Known.GetValueOrDefault(read.Name) == hash
            ? read with { Hash = hash, Head = null, Tail = null }
            : read with { Hash = hash };
    }

    private static string HashOf(ToolContextFile file) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Bytes} {file.Head!.Length} {file.Head}{file.Tail}"))));

    private static string PathOf(ToolCall call, string name) => Path.Combine(call.Place.Workspace, name);
}
