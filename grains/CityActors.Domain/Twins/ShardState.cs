using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;
using CityActors.Domain.Changes;
using CityActors.Domain.Commands.Fold;
using CityActors.Domain.Definitions;
using CityActors.Domain.Derivations;
using CityActors.Domain.Derivations.Fold;
using CityActors.Domain.Log;
using CityActors.Domain.Map;
using CityActors.Domain.Rows;
using CityActors.Domain.Rules.Fold.States;
using CityActors.Domain.Snapshots;
using CityActors.Domain.Twins.Fold;
using CityActors.Map;
using CityActors.Twins;

namespace CityActors.Domain.Twins;

/// <summary>
/// The live rows of one partition. One writer (the fold), read from the same thread; only <see cref="Names"/> may be read from any thread.
/// </summary>
public sealed class ShardState
{
    /// <summary>Most different names of types, channels and units in a partition.</summary>
    public const int LabelsMax = ushort.MaxValue - 1;

    /// <summary>Most different code words in a partition; beyond them codes are kept as texts.</summary>
    public const int CodesMax = 65_536;

    internal readonly PagedRows<TwinRow> Twins = new(1);
    internal readonly PagedRows<ChannelRow> Channels = new(2);
    internal readonly Utf8Heap Ids = new(3);
    internal readonly KeyedBlobs Descriptions = new(4);
    internal readonly KeyedBlobs Texts = new(5);
    internal readonly KeyedBlobs ZoneBlobs = new(6);
    internal readonly KeyedBlobs RoadBlobs = new(7);
    internal readonly DefinitionShelf Definitions = new(8);
    internal readonly DerivationState Derivations = new();
    internal readonly CommandShelf Commands = new(30);
    internal readonly WordTable Labels = new(LabelsMax);
    internal readonly WordTable Codes = new(CodesMax);
    internal readonly IdIndex Index = new();
    internal readonly ZoneMap Zones = new();
    internal readonly RoadNetwork Roads = new();
    internal readonly SilenceClock Silence = new();
    internal readonly SortedDictionary<string, long> ReplaySources = new(StringComparer.Ordinal);
    internal readonly SortedDictionary<long, string> Skips = [];
    private readonly IdIndex.IdOf idOf;

    /// <summary>An empty partition.</summary>
    /// <param name="generation">Log generation.</param>
    /// <param name="partition">Partition, from 0.</param>
    /// <param name="partitions">Number of partitions.</param>
    public ShardState(int generation, int partition, int partitions)
    {
        Generation = generation;
        Partition = partition;
        Partitions = partitions;
        idOf = IdOf;
        Names = new TwinNames(this);
    }

    /// <summary>Log generation.</summary>
    public int Generation { get; }

    /// <summary>Partition, from 0.</summary>
    public int Partition { get; }

    /// <summary>Number of partitions.</summary>
    public int Partitions { get; }

    /// <summary>Newest folded record; -1 before the first.</summary>
    public long Sequence { get; internal set; } = -1;

    /// <summary>Version of the fold that the log names for the records now; 0 before the log named one.</summary>
    public int FoldVersion { get; internal set; }

    /// <summary>Arrival of the newest folded record, Unix milliseconds; 0 before the first.</summary>
    public long ArrivedAtMs { get; internal set; }

    /// <summary>Registered twins, expired ones included, deleted ones not.</summary>
    public int TwinCount { get; internal set; }

    /// <summary>Their channels.</summary>
    public int ChannelCount { get; internal set; }

    /// <summary>One more than the largest twin handle ever given.</summary>
    public int TwinHandles => Twins.Count;

    /// <summary>Handle → names, for readers on any thread.</summary>
    public TwinNames Names { get; }

    /// <summary>Rules that are broken, or were a moment ago.</summary>
    public int OpenEpisodes => Rules.Episodes.Rows.Count;

    /// <summary>How often a broken rule raised nothing, or a baseline was not kept, because there was no room.</summary>
    public long RuleOverflow => Rules.Overflow + Rules.BaselineOverflow;

    /// <summary>What rules remember.</summary>
    internal RuleShelf Rules { get; init; } = new();

    internal IReadOnlyList<ISection> Sections =>
    [
        Twins, Channels, Ids, Descriptions, Texts, ZoneBlobs, RoadBlobs, Definitions.Blobs,
        .. Rules.Sections,
        .. Derivations.Sections,
        Commands.Blobs,
    ];

    /// <summary>XXH3 of the whole state; pages that did not change since it was asked last are not hashed again.</summary>
    public ulong Hash()
    {
        var total = new XxHash3();
        total.Append(StateHeader.Write(this).Span);
        foreach (var section in Sections)
        {
            section.Marks.AddHashes(section, total);
        }

        return total.GetCurrentHashAsUInt64();
    }

    /// <summary>Handle of a registered twin.</summary>
    public bool TryFind(string id, out int twin)
    {
        Span<byte> utf8 = stackalloc byte[1024];
        return TryFind(Encoding.UTF8.TryGetBytes(id, utf8, out var length) ? utf8[..length] : [], out twin);
    }

    /// <inheritdoc cref="TryFind(string, out int)"/>
    public bool TryFind(ReadOnlySpan<byte> utf8Id, out int twin)
    {
        twin = Index.Find(utf8Id, idOf);
        return twin >= 0;
    }

    /// <summary>Handle of a channel of a twin; -1 when it has none of that name.</summary>
    public int FindChannel(int twin, string name)
    {
        var label = Labels.Find(name);
        if (label == 0)
        {
            return -1;
        }

        var channel = Twins[twin].FirstChannel;
        while (channel >= 0 && Channels[channel].Name != label)
        {
            channel = Channels[channel].Next;
        }

        return channel;
    }

    /// <summary>The picture of a twin; null when the handle is of a deleted one.</summary>
    public TwinState? Read(int twin) => TwinReads.Read(this, twin);

    /// <summary>Live (not expired) twins inside a view, newest first, at most as many as it says.</summary>
    public ImmutableArray<MapPoint> Within(MapView view) => TwinReads.Within(this, view);

    /// <summary>Live twins matched to a road segment, in the order of handles.</summary>
    public ImmutableArray<string> OnSegment(string roadSegment, int most) => TwinReads.OnSegment(this, roadSegment, most);

    /// <summary>A command by the sequence of its record; null when it is not kept.</summary>
    public CommandPicture? Command(long sequence) => Commands.Find(sequence);

    /// <summary>The command of a twin that was asked for with a key; null when there is none.</summary>
    public CommandPicture? Command(string id, string key) => TryFind(id, out var twin) ? Commands.Find(twin, key) : null;

    /// <summary>Kept commands from a slot on, and the slot to go on at; -1 when those were the last.</summary>
    public (ImmutableArray<CommandPicture> Commands, int Next) CommandsFrom(int slot, int most) => Commands.From(slot, most);

    /// <summary>Open commands of a twin, oldest first.</summary>
    public ImmutableArray<CommandPicture> OpenCommands(string id) =>
        TryFind(id, out var twin) ? [.. Commands.OpenOf(twin).Select(open => Commands.Find(open)!)] : [];

    /// <summary>What the channels of a twin are wanted to show: the newest open command of each, else the one that was done last.</summary>
    public ImmutableArray<CommandPicture> DesiredOf(string id)
    {
        var open = OpenCommands(id);
        var desired = ImmutableArray.CreateBuilder<CommandPicture>();
        for (var channel = TryFind(id, out var twin) ? Twins[twin].FirstChannel : -1; channel >= 0; channel = Channels[channel].Next)
        {
            if ((open.LastOrDefault(command => command.ChannelHandle == channel) ?? Commands.Held(channel)) is { } command)
            {
                desired.Add(command);
            }
        }

        return desired.ToImmutable();
    }

    /// <summary>Windows of what is derived for a twin: open ones with readings, then the last closed ones, newest first.</summary>
    /// <param name="id">URN of the twin.</param>
    /// <param name="closed">Most closed windows of each derivation.</param>
    public ImmutableArray<DerivedPicture> Derived(string id, int closed) => DerivedReads.Windows(this, id, closed);

    /// <summary>
    /// What this partition contributes to derived twins was carried to their partitions up to this record; -1: nothing yet.
    /// </summary>
    public long CarriedUpTo => Derivations.CarriedUpTo;

    /// <summary>Derived twins, memberships, panes and windows that had no room.</summary>
    public long DerivationsDropped => Derivations.Dropped;

    /// <summary>Whether a zone of that id is defined.</summary>
    public bool HasZone(string id) => Zones.Find(id) >= 0;

    /// <summary>
    /// Definitions as encoded <see cref="Changes.DefinitionPicture"/>s in the order of their numbers, about as many bytes as asked for.
    /// </summary>
    /// <returns>The pictures, and the number to go on at; -1 at the end.</returns>
    public (ImmutableArray<byte[]> Pictures, int Next) DefinitionsFrom(int number, int bytes) => Definitions.From(number, bytes);

    /// <summary>A picture for a snapshot: all pages, or those changed since the capture before. The pages are copies.</summary>
    public SnapshotCapture Capture(bool full) => StatePicture.Capture(this, full);

    /// <summary>The state of a whole (full) picture.</summary>
    /// <exception cref="InvalidDataException">The pages do not fit together, or their hash is another.</exception>
    public static ShardState Restore(SnapshotCapture whole, int partitions) => StatePicture.Restore(whole, partitions);

    internal ReadOnlySpan<byte> IdOf(int twin) => Ids[Twins[twin].IdAt, Twins[twin].IdLength];

    internal string IdText(int twin) => Encoding.UTF8.GetString(IdOf(twin));

    internal void AddToIndex(int twin) => Index.Add(IdOf(twin), twin, idOf);

    internal void RemoveFromIndex(int twin) => Index.Remove(IdOf(twin), idOf);

    /// <summary>Attributes and relations of a twin.</summary>
    internal TwinPicture Picture(int twin)
    {
        var zone = Zones.IdOf(Twins[twin].Zone);
        return Descriptions[twin] is { } blob
            ? TwinPicture.Read(RecordReader.OverFields(blob)) with { Zone = zone }
            : new TwinPicture(IdText(twin), TwinPicture.NoAttributes, [], zone);
    }
}
