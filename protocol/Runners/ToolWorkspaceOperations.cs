namespace Moltbot.Protocol.Runners;

/// <summary>What <c>tools.workspace</c> may be asked to do.</summary>
public static class ToolWorkspaceOperations
{
    /// <summary>The copy is to become another one: what writes to it ends, no call finds it, and it is listed.</summary>
    public const string Begin = "begin";

    /// <summary>Lists what the copy has, if it is the one that is meant.</summary>
    public const string List = "list";

    /// <summary>Goes on with a list.</summary>
    public const string More = "more";

    /// <summary>Tells parts of files.</summary>
    public const string Read = "read";

    /// <summary>Removes files, and folders in which there is nothing.</summary>
    public const string Drop = "drop";

    /// <summary>Writes parts of files.</summary>
    public const string Put = "put";

    /// <summary>The copy is from now on the one that is meant, if it lists as it should.</summary>
    public const string Done = "done";
}
