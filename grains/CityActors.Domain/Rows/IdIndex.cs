using System.IO.Hashing;

namespace CityActors.Domain.Rows;

/// <summary>
/// Finds the handle of an id: open addressing over 4-byte slots, the ids themselves stay in the heap.
/// Derived from the rows, so it is rebuilt and not pictured.
/// </summary>
internal sealed class IdIndex
{
    private const int Free = 0;
    private const int Removed = -1;
    private int[] slots = new int[64];
    private int taken;

    /// <summary>Gives the id's bytes behind a handle.</summary>
    public delegate ReadOnlySpan<byte> IdOf(int handle);

    /// <summary>Handle of an id; -1 when it is not there.</summary>
    public int Find(ReadOnlySpan<byte> id, IdOf idOf)
    {
        var slot = SlotOf(id, idOf);
        return slot < 0 ? -1 : slots[slot] - 1;
    }

    /// <summary>Adds an id that is not there.</summary>
    public void Add(ReadOnlySpan<byte> id, int handle, IdOf idOf)
    {
        if ((taken + 1) * 10L > slots.Length * 7L)
        {
            Grow(idOf);
        }

        Place(id, handle);
    }

    /// <summary>Removes an id.</summary>
    public void Remove(ReadOnlySpan<byte> id, IdOf idOf)
    {
        var slot = SlotOf(id, idOf);
        if (slot >= 0)
        {
            slots[slot] = Removed;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> id) => (uint)(XxHash3.HashToUInt64(id) >> 32);

    private int SlotOf(ReadOnlySpan<byte> id, IdOf idOf)
    {
        var mask = slots.Length - 1;
        for (var slot = (int)(Hash(id) & mask); ; slot = (slot + 1) & mask)
        {
            var entry = slots[slot];
            if (entry == Free)
            {
                return -1;
            }

            if (entry > 0 && idOf(entry - 1).SequenceEqual(id))
            {
                return slot;
            }
        }
    }

    private void Place(ReadOnlySpan<byte> id, int handle)
    {
        var mask = slots.Length - 1;
        var slot = (int)(Hash(id) & mask);
        while (slots[slot] != Free)
        {
            slot = (slot + 1) & mask;
        }

        slots[slot] = handle + 1;
        taken++;
    }

    private void Grow(IdOf idOf)
    {
        var old = slots;
        var live = 0;
        foreach (var entry in old)
        {
            live += entry > 0 ? 1 : 0;
        }

        slots = new int[live * 2 > old.Length / 2 ? old.Length * 2 : old.Length];
        taken = 0;
        foreach (var entry in old)
        {
            if (entry > 0)
            {
                Place(idOf(entry - 1), entry - 1);
            }
        }
    }
}
