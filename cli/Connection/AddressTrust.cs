namespace Moltbot.Cli.Connection;

/// <summary>Whose gateway an address leads to, as far as can be known before connecting.</summary>
internal enum AddressTrust
{
    /// <summary>Somebody's: only what was given for this call is shown.</summary>
    Foreign,

    /// <summary>The one of <c>gateway.remote</c>.</summary>
    Remote,

    /// <summary>The one of the state folder.</summary>
    Own,
}
