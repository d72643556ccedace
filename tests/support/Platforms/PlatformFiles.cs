using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Moltbot.TestSupport.Platforms;

/// <summary>The files that a simulated platform holds, and who asked for them.</summary>
public sealed class PlatformFiles
{
    private readonly ConcurrentDictionary<string, PlatformPicture> files = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<SimulatedAnswer> scripted = new();
    private int last;
    private int asked;

    /// <summary>How often a file was asked for.</summary>
    public int Asked => Volatile.Read(ref asked);

    /// <summary>Headers of the last question, for what must not be in them.</summary>
    public string LastHeaders { get; private set; } = "";

    /// <summary>Keeps a file and names it.</summary>
    public string Keep(PlatformPicture file)
    {
        var name = "f" + Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture);
        files[name] = file;
        return name;
    }

    /// <summary>A file; null when there is none of that name.</summary>
    public PlatformPicture? Find(string name) => files.GetValueOrDefault(name);

    /// <summary>Puts answers in the place of the next usual ones.</summary>
    public void Script(params ReadOnlySpan<SimulatedAnswer> answers)
    {
        foreach (var answer in answers)
        {
            scripted.Enqueue(answer);
        }
    }

    internal async Task Serve(string name, HttpContext context)
    {
        Interlocked.Increment(ref asked);
        LastHeaders = string.Join('\n', context.Request.Headers.Select(static header => $"{header.Key}: {header.Value}"));
        if (scripted.TryDequeue(out var answer))
        {
            await answer.Write(context);
        }
        else if (Find(name) is { } file)
        {
            context.Response.ContentType = file.ContentType;
            await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
        }
        else
        {
            await SimulatedAnswer.Raw(404, "not found").Write(context);
        }
    }
}
