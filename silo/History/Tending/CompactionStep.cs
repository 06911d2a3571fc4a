namespace CityActors.Silo.History.Tending;

/// <summary>How far the work on a day has come.</summary>
internal enum CompactionStep
{
    /// <summary>Its readings stand in order in an unfinished file.</summary>
    Copied,

    /// <summary>So do those that came meanwhile; the file is whole and closed. Writing waits from here on.</summary>
    Closed,

    /// <summary>It has its name: it counts.</summary>
    Named,

    /// <summary>The name is on the disk.</summary>
    NameFlushed,

    /// <summary>It is open for writing. Writing goes on.</summary>
    Opened,

    /// <summary>The file before it is gone, unless somebody reads it.</summary>
    Swept,
}
