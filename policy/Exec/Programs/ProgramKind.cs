namespace Moltbot.Policy.Exec.Programs;

/// <summary>What a program does with its arguments.</summary>
public enum ProgramKind
{
    /// <summary>Is known to read and to say what it read, and nothing else.</summary>
    Plain,

    /// <summary>May write, or run others, for all anybody knows: a list that names it counts, but nothing adds it to one.</summary>
    Capable,

    /// <summary>Runs the program its arguments name, and nothing else of its own: that program is judged instead.</summary>
    Wrapper,

    /// <summary>Runs whatever its arguments or its input say: no list can know what that is.</summary>
    Interpreter,
}
