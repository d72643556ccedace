namespace Moltbot.Policy.Exec.Programs;

/// <summary>What a program does with its arguments.</summary>
public enum ProgramKind
{
    /// <summary>Its own work.</summary>
    Plain,

    /// <summary>Runs others when it is asked to: a list that names it counts, but nothing adds it to one.</summary>
    Capable,

    /// <summary>Runs the program its arguments name, and nothing else of its own: that program is judged instead.</summary>
    Wrapper,

    /// <summary>Runs whatever its arguments or its input say: no list can know what that is.</summary>
    Interpreter,
}
