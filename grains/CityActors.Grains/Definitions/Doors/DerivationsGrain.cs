using CityActors.Definitions;
using CityActors.Domain.Definitions;
using Orleans.Concurrency;

namespace CityActors.Grains.Definitions.Doors;

/// <summary>The door to derivations.</summary>
[StatelessWorker]
internal sealed class DerivationsGrain(DefinitionDoorPorts ports)
    : DefinitionDoor(DefinitionKind.Derivation, ports), IDerivationsGrain;
