using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Memory;

namespace Moltbot.Runner.Tools;

/// <summary>
/// <c>memory_search</c>: the parts of an agent's memory that share words with a query. Nothing is kept between two searches: each reads what there is,
/// some at a time, so that what a search takes of the runner's own memory does not grow with it.
/// </summary>
internal sealed class MemorySearchTool : IRunnerTool
{
    private const int MaxQuery = 1000;
    private const int DefaultResults = 6;
    private const int MaxResults = 20;

    /// <summary>Bytes that are read at once: one file of the largest, or many small ones.</summary>
    private const int BatchBytes = 2 * MemoryScripts.MaxFileBytes;

    /// <summary>Files that are read at once: their names are arguments.</summary>
    private const int BatchFiles = 100;

    /// <inheritdoc/>
    public string Name => "memory_search";

    /// <inheritdoc/>
    public async Task<ToolRunResult> Run(ToolCall call)
    {
        var query = call.Arguments.Text("query");
        if (query.Length > MaxQuery)
        {
            throw new ToolRefusal($"\"query\" has at most {MaxQuery} characters");
        }

        var count = Math.Min(call.Arguments.Count("maxResults") ?? DefaultResults, MaxResults);
        var minScore = call.Arguments.Share("minScore") ?? 0;
        var ranking = new MemoryRanking(query);
        if (ranking.IsEmpty)
        {
            throw new ToolRefusal("\"query\" has no word to look for");
        }

        var root = MemoryScripts.RootOf(call.Place);
        var end = await call.Start(MemoryScripts.List(root), MemoryScripts.ListRoom);
        if (end.ExitCode != 0 || end.Output.Truncated)
        {
            return call.Failed("the memory could not be listed");
        }

        var listed = MemoryScripts.Listed(end.Output.Text);
        var searched = 0;
        foreach (var batch in Batches(listed))
        {
            var read = await call.Start(MemoryScripts.Read(root, batch), MemoryScripts.ReadRoom(batch));
            if (read.ExitCode != 0 || read.Output.Truncated || MemoryScripts.Texts(read.Output.Text, batch.Count) is not { } texts)
            {
                return call.Failed("the memory could not be read");
            }

            for (var place = 0; place < batch.Count; place++)
            {
                // What became something else meanwhile gave nothing.
                if (texts[place] is { } text && (text.Length > 0 || batch[place].Bytes == 0))
                {
                    if (call.Deadline.IsCancellationRequested || call.Cancelled.IsCancellationRequested)
                    {
                        return call.Failed("the search took too long");
                    }

                    ranking.Add(batch[place].Path, text);
                    searched++;
                }
            }
        }

        return call.Done(Told(ranking.Best(count, minScore), searched, listed.Count - searched));
    }

    /// <summary>What is read at once, as long as it is not too much; what is too large is left out.</summary>
    private static IEnumerable<IReadOnlyList<(string Path, long Bytes)>> Batches(IReadOnlyList<(string Path, long Bytes)> files)
    {
        var batch = new List<(string Path, long Bytes)>();
        var (all, part) = (0L, 0L);
        foreach (var file in files.Take(MemoryScripts.MaxFiles).Where(static file => file.Bytes <= MemoryScripts.MaxFileBytes))
        {
            if (all + file.Bytes > MemoryScripts.MaxBytes)
            {
                break;
            }

            if (batch.Count == BatchFiles || (batch.Count > 0 && part + file.Bytes > BatchBytes))
            {
                yield return batch;
                (batch, part) = ([], 0);
            }

            batch.Add(file);
            (all, part) = (all + file.Bytes, part + file.Bytes);
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    /// <summary>JSON, so that no text of a file ends its place.</summary>
    private static string Told(IReadOnlyList<MemoryMatch> matches, int files, int leftOut)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("results");
            foreach (var match in matches)
            {
                json.WriteStartObject();
                json.WriteString("path", match.Path);
                json.WriteNumber("startLine", match.FirstLine);
                json.WriteNumber("endLine", match.LastLine);
                json.WriteNumber("score", match.Score);
                json.WriteString("snippet", match.Snippet);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("files", files);
            if (leftOut > 0)
            {
                json.WriteNumber("leftOut", leftOut);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
