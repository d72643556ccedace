using Microsoft.Win32.SafeHandles;

namespace Moltbot.Policy.Devices;

/// <summary>An OpenSSL key.</summary>
internal sealed class EvpKeyHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeKey(handle);
        return true;
    }
}
