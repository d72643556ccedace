using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tools;

namespace Moltbot.Runner.Programs;

/// <summary>The programs that may outlive their calls: so many, for so long, and each for its owner alone.</summary>
/// <param name="limits">What they may take up.</param>
/// <param name="time">The clock.</param>
internal sealed class KeptPrograms(ProgramLimits limits, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, KeptProgram> _programs = new(StringComparer.Ordinal);

    /// <summary>What they may take up.</summary>
    public ProgramLimits Limits => limits;

    /// <summary>Begins one.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="command">What it is known by.</param>
    /// <param name="age">After this it is ended, or when <see cref="ProgramLimits.Age"/> is over.</param>
    /// <param name="takesInput">Whether its owner may write to it.</param>
    /// <param name="sandbox">Where it runs.</param>
    /// <param name="request">The program.</param>
    /// <exception cref="ToolRefusal">There are as many as there may be.</exception>
    public KeptProgram Begin(ProgramOwner owner, string command, TimeSpan age, bool takesInput, ISandbox sandbox, SandboxRequest request)
    {
        lock (_gate)
        {
            Sweep();
            var running = _programs.Values.Where(static each => each.EndedAt is null).ToList();
            if (running.Count >= limits.OfAll || running.Count(each => each.Owner == owner) >= limits.OfOne)
            {
                throw new ToolRefusal($"as many programs run as may ({limits.OfOne} of a session, {limits.OfAll} in all); end one first, with process");
            }

            var program = new KeptProgram(owner, request.Place.Workspace, command, age < limits.Age ? age : limits.Age, limits, time);
            if (!takesInput)
            {
                program.CloseInput();
            }

            _programs.Add(program.Id, program);
            program.Begin(sandbox, request);
            return program;
        }
    }

    /// <summary>An owner's programs, in the order in which they began.</summary>
    public IReadOnlyList<KeptProgram> Of(ProgramOwner owner)
    {
        lock (_gate)
        {
            Sweep();
            return [.. _programs.Values.Where(program => program.Owner == owner).OrderBy(static program => program.BeganAt)];
        }
    }

    /// <summary>One of an owner's programs; null where it has none by that name.</summary>
    public KeptProgram? Find(ProgramOwner owner, string id)
    {
        lock (_gate)
        {
            Sweep();
            return _programs.GetValueOrDefault(id) is { } program && program.Owner == owner ? program : null;
        }
    }

    /// <summary>Forgets one that has ended.</summary>
    public void Forget(KeptProgram program)
    {
        lock (_gate)
        {
            _programs.Remove(program.Id);
        }
    }

    /// <summary>Whether one runs in a folder.</summary>
    /// <param name="workspace">The folder, outside of the sandbox.</param>
    public bool AreIn(string workspace)
    {
        lock (_gate)
        {
            return _programs.Values.Any(program => program.EndedAt is null && program.Workspace == workspace);
        }
    }

    /// <summary>The folders that programs of some run in.</summary>
    public IReadOnlyList<string> FoldersOf(Func<ProgramOwner, bool> whose)
    {
        lock (_gate)
        {
            return [.. _programs.Values.Where(program => whose(program.Owner)).Select(static program => program.Workspace)];
        }
    }

    /// <summary>Ends some, and forgets them.</summary>
    public async Task End(Func<KeptProgram, bool> isMeant)
    {
        List<KeptProgram> programs;
        lock (_gate)
        {
            programs = [.. _programs.Values.Where(isMeant)];
        }

        await Task.WhenAll(programs.Select(static program => program.Kill()));
        foreach (var program in programs)
        {
            Forget(program);
        }
    }

    private void Sweep()
    {
        var ended = _programs.Values.Where(static program => program.EndedAt is not null).OrderByDescending(static program => program.EndedAt).ToList();
        foreach (var program in ended.Where((program, place) => place >= limits.Ended || time.GetElapsedTime(program.EndedAt!.Value) > limits.Remembered))
        {
            _programs.Remove(program.Id);
        }
    }
}
