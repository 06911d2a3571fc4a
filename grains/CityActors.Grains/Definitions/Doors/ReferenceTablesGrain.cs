using CityActors.Definitions;
using CityActors.Domain.Definitions;
using Orleans.Concurrency;

namespace CityActors.Grains.Definitions.Doors;

/// <summary>The door to reference tables.</summary>
[StatelessWorker]
internal sealed class ReferenceTablesGrain(DefinitionDoorPorts ports)
    : DefinitionDoor(DefinitionKind.ReferenceTable, ports), IReferenceTablesGrain;
