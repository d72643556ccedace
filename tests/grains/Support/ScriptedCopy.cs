using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Tests.Support;

/// <summary>A runner's copy of a workspace, in memory: it keeps to the rules of a real one, unless the test has it lie.</summary>
internal sealed class ScriptedCopy
{
    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<ToolWorkspaceParams> _steps = new();

    /// <summary>What it has, by path.</summary>
    public ConcurrentDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Which copy that is.</summary>
    public ToolWorkspaceLoan? Loan { get; set; }

    /// <summary>The copy on its way.</summary>
    public ToolWorkspaceLoan? Coming { get; private set; }

    /// <summary>The greatest fence it saw.</summary>
    public long Seen { get; set; }

    /// <summary>What cannot be listed.</summary>
    public int LeftOut { get; set; }

    /// <summary>Changes an answer, which was done already; null for one that is lost.</summary>
    public Func<ToolWorkspaceParams, ToolWorkspaceResult, ToolWorkspaceResult?> Answer { get; set; } = static (_, result) => result;

    /// <summary>What it was asked.</summary>
    public IReadOnlyList<string> Steps => [.. _steps.Select(static step => step.Operation)];

    /// <summary>The same, with what was said.</summary>
    public IReadOnlyList<ToolWorkspaceParams> Asked => [.. _steps];

    /// <summary>The text of a file.</summary>
    public string? this[string path]
    {
        get => Files.TryGetValue(path, out byte[]? bytes) ? Encoding.UTF8.GetString(bytes) : null;
        set => Files[path] = Encoding.UTF8.GetBytes(value!);
    }

    /// <summary>Forgets what it asked.</summary>
    public void Clear() => _steps.Clear();

    public ToolWorkspaceResult? Do(ToolWorkspaceParams step)
    {
        _steps.Enqueue(step);
        ToolWorkspaceResult result;
        lock (_gate)
        {
            result = Done(step);
        }

        return Answer(step, result);
    }

    /// <summary>What a runner tells of these files.</summary>
    public IReadOnlyList<ToolWorkspaceFile> List() => [.. Files.OrderBy(static file => file.Key, StringComparer.Ordinal).Select(static file => new ToolWorkspaceFile
    {
        Path = file.Key,
        Bytes = file.Value.Length,
        Parts = [.. file.Value.Chunk(ToolWorkspaceFile.PartBytes).Select(static part => Convert.ToHexStringLower(SHA256.HashData(part)))],
    })];

    private ToolWorkspaceResult Done(ToolWorkspaceParams step)
    {
        var stale = new ToolWorkspaceResult { Outcome = ToolOutcomes.Stale };
        var done = new ToolWorkspaceResult { Outcome = ToolOutcomes.Done };
        switch (step.Operation)
        {
            case ToolWorkspaceOperations.Begin:
                if (Seen > step.Loan.Fence)
                {
                    return stale with { Fence = Seen };
                }

                (Loan, Coming, Seen) = (null, step.Loan, step.Loan.Fence);
                return Listed(step);

            case ToolWorkspaceOperations.List:
                return Loan == step.Loan ? Listed(step) : stale;

            case ToolWorkspaceOperations.Read:
                return Loan != step.Loan ? stale : done with
                {
                    Parts = [.. step.Parts!.Select(part => part with
                    {
                        Content = Base64Url.EncodeToString(Files.TryGetValue(part.Path, out byte[]? bytes) ? bytes.Chunk(ToolWorkspaceFile.PartBytes).ElementAtOrDefault(part.Part) ?? [] : []),
                    })],
                };

            case ToolWorkspaceOperations.Drop when Coming == step.Loan:
                foreach (string path in step.Paths ?? [.. Files.Keys])
                {
                    Files.TryRemove(path, out _);
                }

                LeftOut = 0;
                return done;

            case ToolWorkspaceOperations.Put when Coming == step.Loan:
                foreach (ToolWorkspacePart part in step.Parts!.Where(static part => !part.Folder))
                {
                    byte[] bytes = Base64Url.DecodeFromChars(part.Content);
                    Files[part.Path] = part.Part == 0 ? bytes : [.. Files[part.Path], .. bytes];
                }

                return done;

            case ToolWorkspaceOperations.Done when Coming == step.Loan:
                if (step.Digest is not null && step.Digest != ToolWorkspaceListing.Digest(List()))
                {
                    return done with { Outcome = ToolOutcomes.Refused, Text = "it has not come" };
                }

                (Loan, Coming) = (step.Loan, null);
                return done;

            default:
                return stale;
        }
    }

    private ToolWorkspaceResult Listed(ToolWorkspaceParams step)
    {
        IReadOnlyList<ToolWorkspaceFile> files = List();
        string digest = ToolWorkspaceListing.Digest(files);
        return new ToolWorkspaceResult { Outcome = ToolOutcomes.Done, Digest = digest, Files = digest == step.Digest ? null : files, LeftOut = LeftOut };
    }
}
