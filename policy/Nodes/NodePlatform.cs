namespace Moltbot.Policy.Nodes;

/// <summary>The kinds of machine a node runs on.</summary>
public enum NodePlatform
{
    Unknown,
    Ios,
    Android,
    MacOS,
    Windows,
    Linux,
}
