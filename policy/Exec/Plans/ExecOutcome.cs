namespace Moltbot.Policy.Exec.Plans;

/// <summary>What becomes of a plan.</summary>
public enum ExecOutcome
{
    /// <summary>It does not run; also the value of a decision nobody made.</summary>
    Refuse,

    /// <summary>A person is asked.</summary>
    Ask,

    /// <summary>It runs.</summary>
    Run,
}
