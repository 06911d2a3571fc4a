using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace CityActors.Silo.Log.Segments;

/// <summary>
/// A small file that says up to which address the log was acknowledged: written after each flush and before anybody is told. It is not
/// synchronised itself: after the death of the process the system's cache still has it, exact to the byte; after a power cut it may be
/// old, and then the frames tell, each of which carries what was acknowledged when it was written. Two slots are written in turn, so that
/// a torn one leaves the other.
/// </summary>
internal sealed class AcknowledgedMark : IDisposable
{
    private const int SlotBytes = 512;
    private const int Bytes = 40;
    private const ulong Magic = 0x31_6B_72_61_4D_6B_63_41; // "AckMark1"

    private readonly SafeFileHandle handle;
    private readonly ISegmentDisk disk;
    private readonly int generation;
    private int slot;

    /// <summary>Opens the file, which is made when missing.</summary>
    public AcknowledgedMark(string directory, int generation, ISegmentDisk disk)
    {
        this.generation = generation;
        this.disk = disk;
        handle = File.OpenHandle(
            Path.Combine(directory, "acknowledged"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        (Address, slot) = Newest();
    }

    /// <summary>Address up to which the log was acknowledged; 0 when the file does not say.</summary>
    public long Address { get; private set; }

    /// <summary>Writes it down.</summary>
    public void Write(long address)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], address);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], generation);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[24..], 0);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[32..], XxHash3.HashToUInt64(bytes[..32]));
        slot = 1 - slot;
        disk.Write(handle, bytes, slot * SlotBytes);
        Address = address;
    }

    /// <summary>Writes it into both slots and to disk, also when it goes back: after a cut, and when the log is closed.</summary>
    public void Settle(long address)
    {
        Write(address);
        Write(address);
        disk.Flush(handle);
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private (long Address, int Slot) Newest()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        var newest = (Address: 0L, Slot: 0);
        for (var candidate = 0; candidate < 2; candidate++)
        {
            if (RandomAccess.Read(handle, bytes, candidate * SlotBytes) == Bytes
                && BinaryPrimitives.ReadUInt64LittleEndian(bytes) == Magic
                && BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]) == generation
                && BinaryPrimitives.ReadUInt64LittleEndian(bytes[32..]) == XxHash3.HashToUInt64(bytes[..32])
                && BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]) is var address && address > newest.Address)
            {
                newest = (address, candidate);
            }
        }

        return newest;
    }
}
