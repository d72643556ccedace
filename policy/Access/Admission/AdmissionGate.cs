namespace Moltbot.Policy.Access.Admission;

/// <summary>What an update has to pass, in the order it is asked.</summary>
public enum AdmissionGate
{
    /// <summary>Whether the account takes messages at all.</summary>
    Account,

    /// <summary>Whether anybody can be told to have sent it.</summary>
    Sender,

    /// <summary>The policy of direct messages.</summary>
    DirectMessages,

    /// <summary>The configured senders.</summary>
    AllowList,

    /// <summary>The senders let in by a pairing code.</summary>
    Pairing,

    /// <summary>The policy of groups.</summary>
    Groups,

    /// <summary>The group's own entry.</summary>
    Group,

    /// <summary>The entry of its topic.</summary>
    Topic,

    /// <summary>The senders who count in it.</summary>
    GroupSenders,

    /// <summary>Who may give commands.</summary>
    Commands,

    /// <summary>Whether the assistant is meant.</summary>
    Mention,
}
