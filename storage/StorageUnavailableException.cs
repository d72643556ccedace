using System.Data.Common;

namespace Moltbot.Storage;

/// <summary>
/// The database did not take the request: disk full, file not writable, server unreachable, connection lost, timeout.
/// Whether a write took effect is unknown unless the caller can read it back; nothing acknowledged earlier is lost.
/// </summary>
public sealed class StorageUnavailableException(string message, Exception? innerException = null)
    : DbException(message, innerException);
