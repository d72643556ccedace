using Microsoft.Win32.SafeHandles;

namespace Moltbot.Policy.Devices;

/// <summary>An OpenSSL signing or verifying operation.</summary>
internal sealed class EvpContextHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle()
    {
        LibCrypto.FreeContext(handle);
        return true;
    }
}
