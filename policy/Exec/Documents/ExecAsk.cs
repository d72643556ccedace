namespace Moltbot.Policy.Exec.Documents;

/// <summary>When a person is asked, from never on.</summary>
public enum ExecAsk
{
    /// <summary>Never.</summary>
    Off,

    /// <summary>About what no list names.</summary>
    OnMiss,

    /// <summary>About everything.</summary>
    Always,
}
